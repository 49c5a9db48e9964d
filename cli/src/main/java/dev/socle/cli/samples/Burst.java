package dev.socle.cli.samples;

/**
 * Messages to send back.
 *
 * @param count how many, at least 0
 * @param size bytes of each, 0 to 4 MiB
 */
public record Burst(int count, int size) {}
