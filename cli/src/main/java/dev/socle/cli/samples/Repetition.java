package dev.socle.cli.samples;

/**
 * Somebody to greet several times.
 *
 * @param name how to call them
 * @param count how often, at least 0
 */
public record Repetition(String name, int count) {}
