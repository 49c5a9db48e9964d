package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Wants its own bytes back. */
final class EchoCaller extends Caller implements Exchange {

    private static final int NUMBER_BITS = 40;

    private final ByteBuf request;
    private final Call call;
    private long number;

    private EchoCaller(Link link, long first, int length, Progress progress) {
        super(progress);
        number = first;
        request = Message.numbered(first, length);
        call = link.call(this);
    }

    /** So many on each link, with messages of that length. */
    static List<Caller> on(List<Link> links, int each, int length, Progress progress) {
        List<Caller> callers = new ArrayList<>();
        for (Link link : links) {
            for (int i = 0; i < each; i++) {
                // No two of them ever send the same number: an answer to somebody else is a wrong one.
                callers.add(new EchoCaller(link, (long) callers.size() << NUMBER_BITS, length, progress));
            }
        }
        return callers;
    }

    @Override
    void sendNext() {
        request.setLong(0, ++number);
        call.send();
    }

    @Override
    public ByteBuf request() {
        return request;
    }

    @Override
    public void onAnswer(ByteBuf bytes, int at, int length) {
        try {
            Message.check(bytes, at, length, number, request.capacity());
        } catch (WrongAnswerException wrong) {
            onFailure(wrong);
        }
        answered();
    }
}
