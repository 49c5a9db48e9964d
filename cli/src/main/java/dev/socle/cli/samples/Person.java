package dev.socle.cli.samples;

/**
 * Somebody to greet.
 *
 * @param name how to call them
 */
public record Person(String name) {}
