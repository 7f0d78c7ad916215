package dev.kinesislake.app.config;

/**
 * Something wrong in a stack's configuration.
 *
 * @param what names the key, its value and what is allowed
 * @param remedy what to type to correct it
 */
public record Problem(String what, String remedy) {

    @Override
    public String toString() {
        return what + "; " + remedy;
    }
}
