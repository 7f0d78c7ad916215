package dev.kinesislake.app.config;

/** The processors that Lambda offers. */
public enum Architecture {
    ARM64("arm64"),
    X86_64("x86_64");

    private final String label;

    Architecture(String label) {
        this.label = label;
    }

    /** As Lambda spells it. */
    public String label() {
        return label;
    }

    static Architecture of(String label) {
        return label.equals(ARM64.label) ? ARM64 : X86_64;
    }
}
