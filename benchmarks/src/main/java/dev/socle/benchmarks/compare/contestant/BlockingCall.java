package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Exchange;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Request/response for contestants that only know how to wait: a thread that sends, waits, and is told to send again. */
final class BlockingCall implements Call {

    /** Waits for the answer to a request. */
    interface Ask {
        byte[] ask(byte[] request) throws Exception;
    }

    private final Exchange exchange;
    private final Ask ask;
    private volatile @Nullable Thread thread;
    private boolean isAgain;

    BlockingCall(Exchange exchange, Ask ask) {
        this.exchange = exchange;
        this.ask = ask;
    }

    @Override
    public void send() {
        if (Thread.currentThread().equals(thread)) {
            isAgain = true; // from within onAnswer
            return;
        }
        Thread caller = new Thread(this::run, "caller");
        caller.setDaemon(true);
        thread = caller;
        caller.start();
    }

    private void run() {
        try {
            do {
                isAgain = false;
                byte[] answer = ask.ask(ByteBufUtil.getBytes(exchange.request()));
                exchange.onAnswer(Unpooled.wrappedBuffer(answer), 0, answer.length);
            } while (isAgain);
        } catch (Exception failure) { // whatever it is: there is no answer
            exchange.onFailure(failure);
        }
    }
}
