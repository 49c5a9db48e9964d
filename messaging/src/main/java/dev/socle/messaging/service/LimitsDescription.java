package dev.socle.messaging.service;

/**
 * What a router's sessions refuse.
 *
 * @param messageLengthMax bytes of a message
 * @param metadataLengthMax bytes of a message's metadata
 * @param streamsMax streams that one connection may have open
 */
public record LimitsDescription(int messageLengthMax, int metadataLengthMax, int streamsMax) {}
