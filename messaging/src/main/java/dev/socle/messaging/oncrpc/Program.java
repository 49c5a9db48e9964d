package dev.socle.messaging.oncrpc;

/**
 * A version of a program.
 *
 * @param number as an unsigned int
 * @param version as an unsigned int
 */
record Program(int number, int version) {

    @Override
    public String toString() {
        return "program " + Integer.toUnsignedString(number) + " version " + Integer.toUnsignedString(version);
    }
}
