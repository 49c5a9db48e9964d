package dev.socle.benchmarks.allocation;

/**
 * What one call of an interaction may allocate, in bytes, and what these bytes are. A payload is 32, received or made; the bytes
 * of one that is read and released where it arrives are none.
 */
enum Call {
    /** Client: 72 the request, its payload, the answer. Server: the message, 16 the handler's Mono. */
    REQUEST_RESPONSE(136, 48),
    /** Client: the item, and a REQUEST_N for each 128. Server: the payload, and a gathered buffer for each 8 KiB. */
    STREAM_ITEM(32, 32),
    /** Client: 72 the request, its payload. Server: the message. The request behind 1,024 of them adds 0.2. */
    FIRE_AND_FORGET(104, 32),
    /**
     * On either side 680 are Jackson's parser, made for each message, 56 the text of the decoded record, 64 its boxed
     * numbers and their array, 32 the record, 32 what reads it, 40 boxes of the numbers that are written. Client: 72 the
     * request, 24 the proxy's arguments. Server: 16 the service's Mono.
     */
    TYPED_REQUEST(1008, 928);

    /** Less than any object has, so that one more object in each call is over the bound. */
    private static final int SLACK_BYTES = 7;

    private final int clientBytes;
    private final int serverBytes;

    Call(int clientBytes, int serverBytes) {
        this.clientBytes = clientBytes;
        this.serverBytes = serverBytes;
    }

    int clientBytesMax() {
        return clientBytes + SLACK_BYTES;
    }

    int serverBytesMax() {
        return serverBytes + SLACK_BYTES;
    }
}
