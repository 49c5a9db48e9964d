package dev.socle.examples.ladder;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Hex;
import dev.socle.examples.ladder.step.Step;

/**
 * What one client and its server said to each other in two calls.
 *
 * @param sent by the client to the end of the first call, with what its connection took to set up
 * @param received by the client, likewise
 * @param perCall bytes of the second call, both directions
 */
record Wire(Side sent, Side received, int perCall) {

    /**
     * One direction.
     *
     * @param dump the bytes, for people
     */
    record Side(int bytes, String dump) {

        static Side of(byte[] bytes) {
            return new Side(bytes.length, Hex.dump(bytes));
        }
    }

    static Wire of(Step step) throws Exception {
        try (GreetingServer server = step.serve(step.anywhere());
                Tap tap = Tap.to(server.address());
                Greeter greeter = step.connect(tap.address())) {
            greeter.greet("Ada");
            Side sent = Side.of(tap.sent());
            Side received = Side.of(tap.received());
            greeter.greet("Ada");
            return new Wire(
                    sent, received, tap.sent().length + tap.received().length - sent.bytes() - received.bytes());
        }
    }

    /** Both directions, to the end of the first call. */
    int first() {
        return sent.bytes() + received.bytes();
    }
}
