package dev.kinesislake.lab.proof.check;

/** How often a row is to be stored. */
public enum Expected {
    /** As everybody's. */
    ONCE,
    /** Its person is being erased. */
    AT_MOST_ONCE,
    /** Its person is erased. */
    NOWHERE
}
