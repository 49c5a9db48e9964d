package dev.socle.examples.ladder.representation;

/** Who is to be greeted. */
public record Person(String name) {}
