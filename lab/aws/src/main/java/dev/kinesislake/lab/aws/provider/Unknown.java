package dev.kinesislake.lab.aws.provider;

/** A value that a preview can't know yet, since what it depends on isn't made. */
enum Unknown {
    VALUE
}
