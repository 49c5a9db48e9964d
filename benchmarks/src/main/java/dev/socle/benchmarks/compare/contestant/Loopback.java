package dev.socle.benchmarks.compare.contestant;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where everybody listens, and on what. */
final class Loopback {

    static final String HOST = "127.0.0.1";

    private Loopback() {}

    static InetSocketAddress port(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Whether epoll is wished, as {@code socle.transport} says to Socle; it is where nothing is said. */
    static boolean isEpollWished() {
        return !"nio".equals(System.getProperty("socle.transport"));
    }
}
