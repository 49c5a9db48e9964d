package dev.socle.benchmarks.compare.load;

import java.util.List;

/** Callers that send the next request when the last one has its answer. */
public final class ClosedLoad implements Load {

    private final List<Caller> callers;
    private final Progress progress;

    private ClosedLoad(List<Caller> callers, Progress progress) {
        this.callers = callers;
        this.progress = progress;
        callers.forEach(caller -> caller.then(this::again));
    }

    /** So many requests in flight on each link, with messages of that length. */
    public static Load echo(List<Link> links, int inFlight, int length, Progress progress) {
        return new ClosedLoad(EchoCaller.on(links, inFlight, length, progress), progress);
    }

    /** So many typed calls in flight. */
    public static Load orders(Link link, int inFlight, Progress progress) {
        return new ClosedLoad(OrderCaller.on(link, inFlight, progress), progress);
    }

    @Override
    public void start() {
        progress.begin(callers.size());
        callers.forEach(this::call);
    }

    private void again(Caller caller) {
        if (progress.goesOn()) {
            call(caller);
        } else {
            progress.ended();
        }
    }

    private void call(Caller caller) {
        caller.send(progress.isTimed() ? System.nanoTime() : 0);
    }
}
