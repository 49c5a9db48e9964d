package dev.socle.cli.samples;

/**
 * An error to answer with.
 *
 * @param code its code, in decimal or as {@code 0x301}; one of the stream codes or of an application
 * @param message its text
 */
public record Failure(String code, String message) {}
