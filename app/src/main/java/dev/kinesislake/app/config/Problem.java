package dev.kinesislake.app.config;

/**
 * Something wrong in a stack's configuration.
 *
 * @param what names the key, its value and what is allowed
 * @param command what to type to put it right
 */
public record Problem(String what, String command) {

    @Override
    public String toString() {
        return what + "; run: " + command;
    }
}
