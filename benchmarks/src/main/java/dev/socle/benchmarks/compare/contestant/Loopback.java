package dev.socle.benchmarks.compare.contestant;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where everybody listens, and on what. */
final class Loopback {

    static final String HOST = "127.0.0.1";

    private Loopback() {}

    static InetSocketAddress port(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The engine that {@code socle.transport} asks for, or what Socle takes when nothing is said. */
    static String engine() {
        String wish = System.getProperty("socle.transport");
        return wish != null ? wish : Epoll.isAvailable() ? "epoll" : KQueue.isAvailable() ? "kqueue" : "nio";
    }
}
