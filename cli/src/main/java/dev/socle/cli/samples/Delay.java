package dev.socle.cli.samples;

/**
 * A time to wait.
 *
 * @param millis in milliseconds, 0 to 5 minutes
 */
public record Delay(long millis) {}
