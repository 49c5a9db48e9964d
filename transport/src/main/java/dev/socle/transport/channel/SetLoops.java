package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import reactor.netty.resources.LoopResources;

/**
 * Loops whose new sockets have their options before anything else happens to them, so that a refusal fails the connect or
 * the bind. What a listener's connections shall have is tried on a socket that nobody uses.
 */
record SetLoops(Loops loops, SocketOptions options, Address where) implements LoopResources {

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(useNative);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return loops.onServerSelect(useNative);
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        if (type == ServerSocketChannel.class) {
            make(SocketChannel.class, group, Use.CONNECTION).unsafe().closeForcibly();
            return make(type, group, Use.LISTENER);
        }
        return make(type, group, Use.CONNECTION);
    }

    private <C extends Channel> C make(Class<C> type, EventLoopGroup group, Use use) {
        return SocketAccess.applied(loops.onChannel(type, group), use, options, where);
    }
}
