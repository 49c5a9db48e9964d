package dev.socle.cli.samples;

/**
 * How many notes were taken.
 *
 * @param count since the start
 */
public record NoteCount(long count) {}
