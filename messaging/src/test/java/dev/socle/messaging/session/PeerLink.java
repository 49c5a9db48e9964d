package dev.socle.messaging.session;

import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * What a {@link ScriptedPeer} sends and receives bytes over.
 *
 * <p><b>Threading:</b> the test's; all of it blocks.
 */
interface PeerLink extends AutoCloseable {

    void write(byte[] bytes) throws IOException;

    /**
     * Reads at least one byte.
     *
     * @return how many; -1 at the end
     * @throws SocketTimeoutException when nothing came in time
     */
    int read(byte[] into, int offset, int length, int millis) throws IOException;

    /** Bytes that wait to be read. */
    int available() throws IOException;

    /** Ends it as a process that dies does. */
    void reset() throws IOException;

    @Override
    void close() throws IOException;
}
