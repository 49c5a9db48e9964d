package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.OrderExchange;
import dev.socle.benchmarks.compare.load.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One connection of the floor's client. Other threads hand over through one queue, with one wake-up for all that is in it. */
final class FloorLink extends FloorFrames implements Link {

    /** Who hears an answer. */
    private interface Ear {

        void onFrame(ByteBuf bytes, int at, int length);

        void onFailure(Throwable failure);
    }

    /** By the number of their frames: they are few, and stay. */
    private final List<Ear> ears = new CopyOnWriteArrayList<>();

    private final ThreadLocal<Waiting> waiting = ThreadLocal.withInitial(Waiting::new);
    private final Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final Channel channel;
    private Items.@Nullable Reader reader;
    private volatile boolean isClosing;

    FloorLink(Channel channel) {
        this.channel = channel;
    }

    @Override
    public Call call(Exchange exchange) {
        int number = add(new Ear() {
            @Override
            public void onFrame(ByteBuf bytes, int at, int length) {
                exchange.onAnswer(bytes, at, length);
            }

            @Override
            public void onFailure(Throwable failure) {
                exchange.onFailure(failure);
            }
        });
        ByteBuf request = exchange.request();
        Runnable send = () -> send(ECHO, number, request, 0, request.writerIndex());
        return () -> onLoop(send);
    }

    @Override
    public Call call(OrderExchange exchange) {
        int number = add(new Ear() {
            @Override
            public void onFrame(ByteBuf bytes, int at, int length) {
                exchange.onReceipt(Json.receipt(copy(bytes, at, length)));
            }

            @Override
            public void onFailure(Throwable failure) {
                exchange.onFailure(failure);
            }
        });
        Runnable send = () -> send(ORDER, number, Json.of(exchange.order()));
        return () -> onLoop(send);
    }

    @Override
    public Receipt place(Order order) throws InterruptedException {
        return Objects.requireNonNull(waiting.get()).place(order);
    }

    @Override
    public IntConsumer stream(Items.Kind kind, Items.Reader itemReader) {
        reader = itemReader;
        return n -> onLoop(() -> send(ITEMS, n, Unpooled.EMPTY_BUFFER, 0, 0));
    }

    @Override
    public void fire(ByteBuf message) {
        send(FIRED, 0, message, 0, message.writerIndex());
    }

    @Override
    public void close() {
        isClosing = true;
        channel.close().syncUninterruptibly();
    }

    @Override
    void onFrame(byte kind, int number, ByteBuf bytes, int at, int length) {
        if (kind == ITEMS) {
            Objects.requireNonNull(reader).onItem(bytes, at, length);
        } else {
            ears.get(number).onFrame(bytes, at, length);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        if (!isClosing) {
            exceptionCaught(closed, new IOException("the server has closed the connection"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable failure) {
        ears.forEach(ear -> ear.onFailure(failure));
        if (reader != null) {
            reader.onFailure(failure);
        }
    }

    private synchronized int add(Ear ear) {
        ears.add(ear);
        return ears.size() - 1;
    }

    private void onLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
            return;
        }
        handedOver.add(task);
        if (isWoken.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::takeOver);
        }
    }

    private void takeOver() {
        isWoken.set(false); // before the look: what comes after it wakes again
        @Nullable Runnable task;
        while ((task = handedOver.poll()) != null) {
            task.run();
        }
        flush();
    }

    /** One thread that waits for one answer at a time; it decodes, not the loop. */
    private final class Waiting implements Ear {

        private final int number = add(this);
        private final BlockingQueue<byte[]> answer = new LinkedBlockingQueue<>();

        private Receipt place(Order order) throws InterruptedException {
            byte[] request = Json.of(order);
            onLoop(() -> send(ORDER, number, request));
            return Json.receipt(answer.take());
        }

        @Override
        public void onFrame(ByteBuf bytes, int at, int length) {
            answer.add(copy(bytes, at, length));
        }

        @Override
        public void onFailure(Throwable failure) {
            failure.printStackTrace(); // the thread waits on, and is missed
        }
    }
}
