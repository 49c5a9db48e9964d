package dev.socle.names.server;

/**
 * What a registration is found by.
 *
 * @param service the service
 * @param instance the id of its instance
 */
public record LeaseKey(String service, String instance) {}
