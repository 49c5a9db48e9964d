package dev.socle.cli;

/**
 * One thing that was looked at.
 *
 * @param what the thing
 * @param health how it is
 * @param found what was found
 */
record Finding(String what, Health health, String found) {

    /** Whether Socle can live with it. */
    enum Health {
        /** As it should be. */
        OK,
        /** Socle works, but with less. */
        LESS,
        /** Socle does not work. */
        BAD
    }
}
