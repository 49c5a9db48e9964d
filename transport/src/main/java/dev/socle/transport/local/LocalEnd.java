package dev.socle.transport.local;

import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;

/** One of the two channels of a local connection, with its half of the pipe between them. */
final class LocalEnd extends LocalChannel {

    private final LocalPipe pipe;

    /** The end that connects. */
    LocalEnd() {
        pipe = new LocalPipe(this);
    }

    private LocalEnd(LocalServerChannel parent, LocalEnd connecting) {
        super(parent, connecting);
        pipe = new LocalPipe(this, connecting.pipe);
    }

    LocalPipe pipe() {
        return pipe;
    }

    /** Makes the accepting end for each end that connects. */
    static final class Server extends LocalServerChannel {
        @Override
        protected LocalChannel newLocalChannel(LocalChannel connecting) {
            return new LocalEnd(this, (LocalEnd) connecting);
        }
    }
}
