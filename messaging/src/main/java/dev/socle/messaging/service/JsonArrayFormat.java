package dev.socle.messaging.service;

import io.netty.buffer.ByteBuf;

/**
 * JSON arrays. Brackets and strings are followed only as far as it takes to tell which commas are between elements: if
 * a bracket does not match, the codec of that element says so.
 */
final class JsonArrayFormat implements ArrayFormat {

    @Override
    public void begin(ByteBuf out, int count) {
        out.writeByte('[');
    }

    @Override
    public void separate(ByteBuf out, int position) {
        if (position > 0) {
            out.writeByte(',');
        }
    }

    @Override
    public void end(ByteBuf out) {
        out.writeByte(']');
    }

    @Override
    public int split(ByteBuf in, int index, int length, int[] bounds) {
        int end = index + length;
        int next = skipBlank(in, index, end);
        if (next == end || in.getByte(next) != '[') {
            throw ArrayFormat.malformed("JSON", "expected an array of arguments");
        }
        next = skipBlank(in, next + 1, end);
        if (next < end && in.getByte(next) == ']') {
            return ended(in, next, end, 0);
        }
        for (int count = 1; ; count++) {
            int stop = elementEnd(in, next, end);
            if (2 * count > bounds.length) {
                return count;
            }
            bounds[2 * count - 2] = next;
            bounds[2 * count - 1] = stop;
            if (in.getByte(stop) == ']') {
                return ended(in, stop, end, count);
            }
            next = stop + 1;
        }
    }

    /** Index of the comma or bracket that ends an element. */
    private static int elementEnd(ByteBuf in, int index, int end) {
        int depth = 0;
        for (int i = index; i < end; i++) {
            switch (in.getByte(i)) {
                case '"' -> i = stringEnd(in, i + 1, end);
                case '[', '{' -> depth++;
                case '}' -> depth--;
                case ']' -> {
                    if (depth-- == 0) {
                        return i;
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        throw ArrayFormat.malformed("JSON", "the array of arguments has no end");
    }

    /** Index of the quote that ends a string. */
    private static int stringEnd(ByteBuf in, int index, int end) {
        for (int i = index; i < end; i++) {
            byte next = in.getByte(i);
            if (next == '"') {
                return i;
            }
            if (next == '\\') {
                i++;
            }
        }
        throw ArrayFormat.malformed("JSON", "a string has no end");
    }

    private static int ended(ByteBuf in, int bracket, int end, int count) {
        if (skipBlank(in, bracket + 1, end) != end) {
            throw ArrayFormat.malformed("JSON", "something follows the array of arguments");
        }
        return count;
    }

    private static int skipBlank(ByteBuf in, int index, int end) {
        int next = index;
        while (next < end && isBlank(in.getByte(next))) {
            next++;
        }
        return next;
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\t' || next == '\n' || next == '\r';
    }
}
