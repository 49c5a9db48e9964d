package dev.socle.benchmarks.compare.load;

/** Ordinary threads that place orders and wait for each receipt. */
public final class ThreadsLoad implements Load {

    private static final int THREADS = 8;

    private final Link link;
    private final Progress progress;
    private final Lane[] lanes = new Lane[THREADS];

    /** On that link. */
    public ThreadsLoad(Link link, Progress progress) {
        this.link = link;
        this.progress = progress;
        for (int i = 0; i < THREADS; i++) {
            lanes[i] = progress.lane();
        }
    }

    @Override
    public void start() {
        progress.begin(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> run(number), "caller-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run(int number) {
        try {
            long id = (long) number << 40;
            while (progress.goesOn()) {
                Order order = Order.numbered(++id);
                long begun = System.nanoTime();
                link.place(order).check(order);
                lanes[number].answered(begun);
            }
        } catch (Exception failure) { // whatever it is, the run is worthless
            progress.fail(failure);
        }
        progress.ended();
    }
}
