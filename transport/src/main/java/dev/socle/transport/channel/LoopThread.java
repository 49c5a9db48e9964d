package dev.socle.transport.channel;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;

/** A thread that runs an event loop. Reactor and BlockHound know by its type that it must not block. */
final class LoopThread extends FastThreadLocalThread implements NonBlocking {

    private LoopThread(Runnable loop, String name) {
        super(loop, name);
        setDaemon(true);
    }

    static ThreadFactory factory(String name) {
        AtomicInteger count = new AtomicInteger();
        return loop -> new LoopThread(loop, name + "-" + count.incrementAndGet());
    }
}
