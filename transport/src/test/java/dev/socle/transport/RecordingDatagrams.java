package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A datagram socket with a handler that writes down what it is told, and that it is told as promised: on the loop, one
 * call after another, and nothing after the end.
 */
public class RecordingDatagrams implements DatagramHandler, AutoCloseable {

    /** One datagram as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Received(byte[] bytes, SocketAddress from) {}

    private final Datagrams datagrams;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<ConnectionException> undelivered = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger readCompletes = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private boolean isInside;

    private RecordingDatagrams(Datagrams datagrams) {
        this.datagrams = datagrams;
    }

    /** Starts a socket, from any thread. */
    public static RecordingDatagrams startOn(Datagrams datagrams) {
        RecordingDatagrams recording = new RecordingDatagrams(datagrams);
        recording.runOnLoop(() -> datagrams.start(recording));
        return recording;
    }

    @Override
    public void onDatagram(ByteBuf datagram, SocketAddress from) {
        enter("onDatagram");
        received.add(new Received(ByteBufUtil.getBytes(datagram), from));
        isInside = false;
    }

    @Override
    public void onReadComplete() {
        enter("onReadComplete");
        readCompletes.incrementAndGet();
        isInside = false;
    }

    @Override
    public void onUndelivered(ConnectionException failure) {
        enter("onUndelivered");
        undelivered.add(failure);
        isInside = false;
    }

    @Override
    public void onClosed(ConnectionException cause) {
        enter("onClosed");
        assertThat(cause).isNull();
        closes.incrementAndGet();
        isInside = false;
    }

    public Datagrams datagrams() {
        return datagrams;
    }

    public List<Received> received() {
        return received;
    }

    public List<ConnectionException> undelivered() {
        return undelivered;
    }

    public int readCompletes() {
        return readCompletes.get();
    }

    public boolean isClosed() {
        return closes.get() > 0;
    }

    /** Sends to the other side of a connected socket, during which no callback may come. */
    public boolean send(byte[] bytes) {
        return onLoop(() -> undisturbed(() -> datagrams.send(buffer(bytes))));
    }

    /** Sends to an address, during which no callback may come. */
    public boolean send(byte[] bytes, SocketAddress to) {
        return onLoop(() -> undisturbed(() -> datagrams.send(buffer(bytes), to)));
    }

    /** Waits for datagrams and gives the last. */
    public Received awaitReceived(int count) {
        await().alias("datagrams at " + datagrams).until(received::size, size -> size >= count);
        return received.get(count - 1);
    }

    public ByteBuf buffer(byte[] bytes) {
        return datagrams.allocator().buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }

    /** Runs on the loop and waits for the outcome; what is thrown comes as it is. */
    public <T> T onLoop(Callable<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        datagrams.execute(() -> {
            try {
                outcome.complete(call.call());
            } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
            }
        });
        try {
            return outcome.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError("on the loop of " + datagrams, e);
        }
    }

    public void runOnLoop(Runnable task) {
        onLoop(() -> {
            task.run();
            return true;
        });
    }

    /** Closes the socket, waits for its end and looks for what was not as promised. */
    @Override
    public void close() {
        datagrams.close();
        await().alias("end of " + datagrams).until(this::isClosed);
        assertThat(faults).isEmpty();
        assertThat(closes).hasValue(1);
    }

    private boolean undisturbed(Callable<Boolean> send) throws Exception {
        isInside = true;
        try {
            boolean isQueued = send.call();
            datagrams.flush();
            return isQueued;
        } finally {
            isInside = false;
        }
    }

    private void enter(String callback) {
        if (!datagrams.inLoop()) {
            faults.add(callback + " in thread " + Thread.currentThread().getName());
        }
        if (isInside) {
            faults.add(callback + " in the stack of another call");
        }
        if (isClosed()) {
            faults.add(callback + " after onClosed");
        }
        isInside = true;
    }
}
