package dev.socle.messaging.session;

/**
 * What a session holds at one moment of its loop.
 *
 * @param streams in the table, of either side
 * @param inbound requests of the other side that were handled and have not ended
 * @param waiting streams that wait for the socket, and channels that wait for their first message
 * @param partials messages that have come in part
 */
record EngineLoad(int streams, int inbound, int waiting, int partials) {

    static final EngineLoad NONE = new EngineLoad(0, 0, 0, 0);
}
