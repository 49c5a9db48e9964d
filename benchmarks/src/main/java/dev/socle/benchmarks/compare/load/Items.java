package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;

/**
 * The items of an endless stream: numbered 0 to {@value #NUMBERS} − 1 again and again, their bytes made once, so that what is
 * measured is not the making of them.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
public final class Items {

    /** How many different ones there are. */
    public static final int NUMBERS = 1024;

    /** Who reads them. */
    public interface Reader {

        /** The next item, borrowed for the call. */
        void onItem(ByteBuf bytes, int at, int length);

        /** None comes any more. */
        void onFailure(Throwable failure);
    }

    private final ByteBuf[] messages;
    private int number;

    private Items(ByteBuf[] messages) {
        this.messages = messages;
    }

    /** Of the usual length. */
    public static Items usual() {
        ByteBuf[] messages = new ByteBuf[NUMBERS];
        for (int number = 0; number < NUMBERS; number++) {
            messages[number] = Message.numbered(number, Message.BYTES);
        }
        return new Items(messages);
    }

    /** One item of that length, again and again. */
    public static Items large(int length) {
        return new Items(new ByteBuf[] {Message.numbered(0, length)});
    }

    /** A stream of the same items that begins with the first. */
    public Items again() {
        return new Items(messages);
    }

    /** The next one. <b>Ownership:</b> stays here: who sends it takes a reference of its own. */
    public ByteBuf next() {
        ByteBuf message = messages[number];
        number = (number + 1) & (messages.length - 1);
        return message;
    }
}
