package dev.socle.messaging.session;

import dev.socle.messaging.codec.MimeType;

/**
 * What a client announces when it connects.
 *
 * @param keepAliveMillis how often it sends a keep-alive, in milliseconds
 * @param lifetimeMillis how long either side may be silent before the other calls it dead, in milliseconds
 * @param metadataMimeType how metadata is represented on this connection
 * @param dataMimeType how data is represented unless a request says otherwise
 * @param metadata metadata of the set-up; empty when there is none
 * @param data data of the set-up; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read once by the acceptor
public record Setup(
        int keepAliveMillis,
        int lifetimeMillis,
        MimeType metadataMimeType,
        MimeType dataMimeType,
        byte[] metadata,
        byte[] data) {}
