package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;

/**
 * The items of an endless stream: numbered from 0 to {@value #NUMBERS} − 1 again and again, their bytes made once, so that
 * what is measured is not the making of them.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
public final class Items {

    /** How many different ones there are of the usual length. */
    public static final int NUMBERS = 1024;

    /** How many there are of the large ones. */
    static final int LARGE_NUMBERS = 64;

    static final int LARGE_BYTES = 64 * 1024;

    /** Which items a stream has. */
    public enum Kind {
        /** Of the usual length. */
        USUAL,
        /** Of 64 KiB. */
        LARGE
    }

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
    static Items usual() {
        return new Items(numbered(NUMBERS, Message.BYTES));
    }

    /** Of {@value #LARGE_BYTES} bytes. */
    static Items large() {
        return new Items(numbered(LARGE_NUMBERS, LARGE_BYTES));
    }

    /** A stream of the same items that begins with the first. */
    Items again() {
        return new Items(messages);
    }

    /** The next one. <b>Ownership:</b> stays here: who sends it takes a reference of its own. */
    public ByteBuf next() {
        ByteBuf message = messages[number];
        number = (number + 1) & (messages.length - 1);
        return message;
    }

    private static ByteBuf[] numbered(int count, int length) {
        ByteBuf[] messages = new ByteBuf[count];
        for (int number = 0; number < count; number++) {
            messages[number] = Message.numbered(number, length);
        }
        return messages;
    }
}
