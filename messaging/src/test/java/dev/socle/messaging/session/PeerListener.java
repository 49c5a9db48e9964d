package dev.socle.messaging.session;

import dev.socle.transport.Address;
import java.io.IOException;

/** Where a client of ours finds a {@link ScriptedPeer} in the role of a server. */
interface PeerListener extends AutoCloseable {

    Address address();

    /** The link of the next client, for which it waits. */
    PeerLink accept() throws IOException;

    @Override
    void close() throws IOException;
}
