package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;

/** Reads one endless stream: asks for {@value #FIRST} items, then for {@value #MORE} as soon as so many came. */
public final class StreamLoad implements Load, Items.Reader {

    private static final int FIRST = 256;
    private static final int MORE = 128;

    private final IntConsumer demand;
    private final Progress progress;
    private final Lane lane;
    private int number;
    private int outstanding;
    private int sinceRequest;

    /** On that link. */
    public StreamLoad(Link link, Progress progress) {
        this.progress = progress;
        this.lane = progress.lane();
        demand = link.stream(Items.Kind.USUAL, this);
    }

    @Override
    public void start() {
        progress.begin(1);
        sinceRequest = 0;
        outstanding = FIRST;
        demand.accept(FIRST);
    }

    @Override
    public void onItem(ByteBuf bytes, int at, int length) {
        try {
            Message.check(bytes, at, length, number, Message.BYTES);
        } catch (WrongAnswerException wrong) {
            onFailure(wrong);
        }
        number = (number + 1) & (Items.NUMBERS - 1);
        lane.answered(1);
        outstanding--;
        if (++sinceRequest == MORE && progress.goesOn()) {
            sinceRequest = 0;
            outstanding += MORE;
            demand.accept(MORE);
        } else if (outstanding == 0) {
            progress.ended();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        progress.fail(failure);
    }
}
