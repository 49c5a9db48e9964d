package dev.socle.benchmarks.compare;

/** What a client does. */
enum Scenario {
    /** One request after the other. Both processes share one CPU, where the system can do that: no wake-up in between. */
    PING_PONG("request/response, 1 in flight, both on one CPU", true, true) {
        @Override
        void run(Contestant contestant, int port, Progress progress) {
            contestant.requestResponse(port, 1, progress);
        }
    },
    /** Many requests at a time over one connection. */
    PIPELINED("request/response, 256 in flight", false, false) {
        @Override
        void run(Contestant contestant, int port, Progress progress) {
            contestant.requestResponse(port, 256, progress);
        }
    },
    /** Items of one stream; a call is an item here. */
    STREAM("request/stream, items; request(256), then request(128) after each 128", false, false) {
        @Override
        void run(Contestant contestant, int port, Progress progress) {
            contestant.requestStream(port, progress);
        }
    };

    /** As it stands above its rows. */
    final String title;

    /** Whether client and server are bound to the same CPU. */
    final boolean isOnOneCpu;

    /** Whether each call is timed. */
    final boolean isTimed;

    Scenario(String title, boolean isOnOneCpu, boolean isTimed) {
        this.title = title;
        this.isOnOneCpu = isOnOneCpu;
        this.isTimed = isTimed;
    }

    /** Starts the load; it goes on when this returns. */
    abstract void run(Contestant contestant, int port, Progress progress);
}
