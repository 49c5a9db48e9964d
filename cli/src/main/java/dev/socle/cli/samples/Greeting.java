package dev.socle.cli.samples;

/**
 * What is said to somebody.
 *
 * @param text the words
 */
public record Greeting(String text) {}
