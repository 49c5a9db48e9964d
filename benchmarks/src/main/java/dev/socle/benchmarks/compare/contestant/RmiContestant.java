package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * Java RMI, with bytes as arguments; typed messages are Jackson by hand. Its stubs name the server's own port, so nothing can
 * stand between to count what is on the wire.
 */
public final class RmiContestant implements Contestant {

    private static final String NAME = "work";

    /** What the garbage collector must not take. */
    private final List<Remote> held = new ArrayList<>();

    @Override
    public int serve() throws RemoteException {
        System.setProperty("java.rmi.server.hostname", Loopback.HOST);
        AtomicInteger chosen = new AtomicInteger();
        Registry opened = LocateRegistry.createRegistry(0, null, port -> {
            ServerSocket listener = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
            chosen.set(listener.getLocalPort());
            return listener;
        });
        RmiWork served = new Served();
        opened.rebind(NAME, UnicastRemoteObject.exportObject(served, 0));
        held.addAll(List.of(opened, served));
        return chosen.get();
    }

    @Override
    public Mono<Link> connect(int port) {
        return Mono.fromCallable(() -> new RmiLink(
                (RmiWork) LocateRegistry.getRegistry(Loopback.HOST, port).lookup(NAME)));
    }

    private static final class Served implements RmiWork {

        @Override
        public byte[] echo(byte[] request) {
            return request;
        }

        @Override
        public byte[] place(byte[] order) {
            return Json.place(order);
        }
    }

    private record RmiLink(RmiWork work) implements Link {

        @Override
        public Call call(Exchange exchange) {
            return new BlockingCall(exchange, work::echo);
        }

        @Override
        public Receipt place(Order order) throws RemoteException {
            return Json.receipt(work.place(Json.of(order)));
        }

        @Override
        public void close() {
            // RMI keeps its connections to itself, and closes them when they have been idle.
        }
    }
}
