package dev.socle.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportContract;
import dev.socle.transport.TransportUnderTest;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpTransportTest implements TransportContract {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public Transport transport() {
        return new TcpTransport();
    }

    @Override
    public Address freeAddress() {
        return Address.of("tcp", "127.0.0.1", 0);
    }

    /** Else some cores would have nothing to do. */
    @Test
    void connectionsOfEachSideTakeItsLoopsInTurn() throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        Listener listener = onTwoLoops()
                .listen(freeAddress(), ConnectionOptions.defaults(), accepted::add)
                .block(LIMIT);
        Transport client = onTwoLoops();
        Set<Thread> clientLoops = new HashSet<>();
        Set<Thread> listenerLoops = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            Connection connection = client.connect(listener.address(), ConnectionOptions.defaults())
                    .block(LIMIT);
            clientLoops.add(TransportUnderTest.onLoop(connection, Thread::currentThread));
            listenerLoops.add(TransportUnderTest.onLoop(
                    accepted.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), Thread::currentThread));
            connection.close();
        }

        assertThat(clientLoops).hasSize(2);
        assertThat(listenerLoops).hasSize(2);
        listener.close().block(LIMIT);
    }

    private static Transport onTwoLoops() {
        Loops loops = Loops.nio(2);
        return new TcpTransport(() -> loops, HostResolver.JDK);
    }
}
