package dev.socle.messaging.service;

import io.netty.buffer.ByteBuf;

/**
 * CBOR arrays.
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * +-----+---------+
 * |major| info    |  argument: info below 24, else the next 1, 2, 4 or 8 bytes; info 31: until a break (0xFF)
 * +-----+---------+
 * </pre>
 *
 * <p><b>Limits:</b> 64 containers inside each other.
 */
final class CborArrayFormat implements ArrayFormat {

    private static final int DEPTH_MAX = 64;
    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xFF;
    private static final int MAJOR_BYTES = 2;
    private static final int MAJOR_TEXT = 3;
    private static final int MAJOR_ARRAY = 4;
    private static final int MAJOR_MAP = 5;
    private static final int MAJOR_TAG = 6;

    @Override
    public void begin(ByteBuf out, int count) {
        // A method has at most 255 parameters.
        if (count < 24) {
            out.writeByte(MAJOR_ARRAY << 5 | count);
        } else {
            out.writeByte(MAJOR_ARRAY << 5 | 24).writeByte(count);
        }
    }

    @Override
    public void separate(ByteBuf out, int position) {}

    @Override
    public void end(ByteBuf out) {}

    @Override
    public int split(ByteBuf in, int index, int length, int[] bounds) {
        Cursor cursor = new Cursor(in, index, index + length);
        long count = cursor.head();
        if (cursor.major != MAJOR_ARRAY) {
            throw ArrayFormat.malformed("CBOR", "expected an array of arguments");
        }
        for (int found = 0; ; found++) {
            if (found == count || (cursor.isIndefinite && cursor.skippedBreak())) {
                return cursor.ended(found);
            }
            if (2 * found == bounds.length) {
                return found + 1;
            }
            boolean indefinite = cursor.isIndefinite;
            bounds[2 * found] = cursor.next;
            cursor.skipItem();
            bounds[2 * found + 1] = cursor.next;
            cursor.isIndefinite = indefinite;
        }
    }

    /** Goes from item to item. */
    private static final class Cursor {
        private final ByteBuf in;
        private final int end;
        private int next;
        private int major;
        private boolean isIndefinite;

        Cursor(ByteBuf in, int next, int end) {
            this.in = in;
            this.next = next;
            this.end = end;
        }

        /** Reads the head of an item: its argument, −1 for an indefinite one. */
        long head() {
            require(1);
            int head = in.getUnsignedByte(next++);
            major = head >> 5;
            int info = head & 31;
            isIndefinite = info == INDEFINITE;
            if (isIndefinite) {
                return -1;
            }
            if (info < 24) {
                return info;
            }
            if (info > 27) {
                throw ArrayFormat.malformed("CBOR", "an item of no known form");
            }
            int bytes = 1 << (info - 24);
            require(bytes);
            long argument = 0;
            for (int i = 0; i < bytes; i++) {
                argument = argument << 8 | in.getUnsignedByte(next++);
            }
            return argument;
        }

        /** Goes behind one item with all that it contains. */
        void skipItem() {
            // How many items each open container still waits for; −1: until its break.
            long[] open = new long[DEPTH_MAX + 1];
            int depth = 0;
            open[0] = 1;
            while (true) {
                while (open[depth] == 0) {
                    if (depth-- == 0) {
                        return;
                    }
                }
                if (open[depth] < 0 && skippedBreak()) {
                    open[depth] = 0;
                    continue;
                }
                open[depth] = Math.max(-1, open[depth] - 1);
                long inside = skipHead();
                if (inside != 0) {
                    if (depth++ == DEPTH_MAX) {
                        throw ArrayFormat.malformed("CBOR", "nested deeper than " + DEPTH_MAX);
                    }
                    open[depth] = inside;
                }
            }
        }

        /** Goes behind an item's head, and its bytes if it has some; answers how many items it contains. */
        private long skipHead() {
            long argument = head();
            if (isIndefinite && (major < MAJOR_BYTES || major > MAJOR_MAP)) {
                throw ArrayFormat.malformed("CBOR", "a break where an item is expected");
            }
            switch (major) {
                case MAJOR_BYTES, MAJOR_TEXT -> {
                    if (isIndefinite) {
                        return -1;
                    }
                    require(argument);
                    next += (int) argument;
                    return 0;
                }
                case MAJOR_ARRAY, MAJOR_MAP -> {
                    if (isIndefinite) {
                        return -1;
                    }
                    require(argument); // each item has a byte at least
                    return major == MAJOR_MAP ? 2 * argument : argument;
                }
                case MAJOR_TAG -> {
                    return 1;
                }
                default -> {
                    return 0;
                }
            }
        }

        boolean skippedBreak() {
            require(1);
            if (in.getUnsignedByte(next) != BREAK) {
                return false;
            }
            next++;
            return true;
        }

        int ended(int count) {
            if (next != end) {
                throw ArrayFormat.malformed("CBOR", "something follows the array of arguments");
            }
            return count;
        }

        private void require(long bytes) {
            if (bytes < 0 || bytes > end - next) {
                throw ArrayFormat.malformed("CBOR", "the array of arguments is cut off");
            }
        }
    }
}
