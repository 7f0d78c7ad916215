package dev.kinesislake.erase.clean;

/**
 * An object without the rows of somebody.
 *
 * @param rows how many rows were left out
 * @param body the rest, perhaps without a row
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record Cleaned(int rows, byte[] body) {}
