package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;
import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes down what a connection tells, and that it tells it as promised: on the loop, one call after another, never in
 * the stack of a call to the connection, and nothing after the end.
 */
public class RecordingHandler implements ConnectionHandler {

    protected final Connection connection;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<Boolean> writability = new CopyOnWriteArrayList<>();
    private final AtomicInteger readCompletes = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile ConnectionException cause;
    private boolean isInside;
    private boolean hasUncompleted;

    /** A handler that still has to be named with {@link Connection#start}. */
    public RecordingHandler(Connection connection) {
        this.connection = connection;
    }

    /** Makes a handler and starts its connection with it, from any thread. */
    public static RecordingHandler startOn(Connection connection) {
        RecordingHandler handler = new RecordingHandler(connection);
        runOnLoop(connection, () -> connection.start(handler));
        return handler;
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        enter("onBytes");
        hasUncompleted = true;
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), copy);
        received.writeBytes(copy);
        isInside = false;
    }

    @Override
    public void onReadComplete() {
        enter("onReadComplete");
        if (!hasUncompleted) {
            faults.add("onReadComplete without bytes");
        }
        hasUncompleted = false;
        readCompletes.incrementAndGet();
        isInside = false;
    }

    @Override
    public void onWritabilityChanged() {
        enter("onWritabilityChanged");
        writability.add(connection.isWritable());
        isInside = false;
    }

    @Override
    public void onClosed(ConnectionException why) {
        enter("onClosed");
        cause = why;
        closes.incrementAndGet();
        isInside = false;
    }

    /** Does something on the loop, during which no callback may come. */
    public void undisturbed(Runnable task) {
        runOnLoop(connection, () -> {
            isInside = true;
            task.run();
            isInside = false;
        });
    }

    public Connection connection() {
        return connection;
    }

    public byte[] received() {
        return received.toByteArray();
    }

    public int receivedBytes() {
        return received.size();
    }

    public int readCompletes() {
        return readCompletes.get();
    }

    /** What {@link Connection#isWritable} said at each news of it. */
    public List<Boolean> writability() {
        return writability;
    }

    public ConnectionException cause() {
        return cause;
    }

    public boolean isClosed() {
        return closes.get() > 0;
    }

    public void awaitBytes(int count) {
        await().alias("bytes at " + connection).until(this::receivedBytes, size -> size >= count);
    }

    public void awaitClosed() {
        await().alias("end of " + connection).until(this::isClosed);
    }

    /** Waits for the end, which must be in order. */
    public void awaitClosedInOrder() {
        awaitClosed();
        assertThat(cause).isNull();
    }

    /** What was not as promised; a fault shows up here, as an exception in a callback would only close the connection. */
    public void assertNoFaults() {
        assertThat(faults).isEmpty();
        assertThat(closes).hasValueLessThanOrEqualTo(1);
    }

    private void enter(String callback) {
        if (!connection.inLoop()) {
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
