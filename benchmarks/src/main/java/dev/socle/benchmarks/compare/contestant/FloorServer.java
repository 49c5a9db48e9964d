package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Message;
import dev.socle.benchmarks.compare.load.Work;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;

/** One connection of the floor's server. */
final class FloorServer extends FloorFrames {

    private final Work work;
    private final Items items;

    FloorServer(Work work) {
        this.work = work;
        this.items = work.items(Items.Kind.USUAL);
    }

    @Override
    void onFrame(byte kind, int number, ByteBuf bytes, int at, int length) {
        switch (kind) {
            case ECHO -> {
                answering(bytes.writerIndex() - at - length);
                echo(number, bytes, at, length);
            }
            case ITEMS -> sendItems(number);
            case FIRED -> work.take(bytes, at, length);
            case ORDER -> {
                answering(bytes.writerIndex() - at - length);
                send(ORDER, number, Json.place(copy(bytes, at, length)));
            }
            default -> throw new IllegalArgumentException("frame of kind " + kind + " (expected: 0 to 3)");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable failure) {
        if (!(failure instanceof IOException)) { // not only that the client has ended
            failure.printStackTrace();
        }
        active.close();
    }

    private void echo(int number, ByteBuf bytes, int at, int length) {
        if (Work.isQuestion(length)) {
            ByteBuf count = work.count();
            send(ECHO, number, count, 0, Message.BYTES);
            count.release();
        } else {
            send(ECHO, number, bytes, at, length);
        }
    }

    private void sendItems(int demand) {
        for (int i = 0; i < demand; i++) {
            send(ITEMS, 0, items.next(), 0, Message.BYTES);
        }
    }
}
