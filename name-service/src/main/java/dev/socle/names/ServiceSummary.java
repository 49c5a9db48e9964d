package dev.socle.names;

/**
 * One line of a list of services.
 *
 * @param service its name
 * @param instances how many are registered
 * @param suspects how many of them have a lapsed lease and are kept for the time being
 * @param freshness how far the figures can be trusted
 */
public record ServiceSummary(String service, int instances, int suspects, Freshness freshness) {}
