package dev.socle.examples.ladder.representation;

/** The answer. */
public record Greeting(String text) {}
