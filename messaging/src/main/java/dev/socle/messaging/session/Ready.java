package dev.socle.messaging.session;

/** A stream that has something to send and waits for its turn at the socket. All on the loop. */
interface Ready {

    /**
     * Sends a share: one fragment, or some messages. Called only while the connection is writable.
     *
     * @return whether it wants another turn
     */
    boolean onTurn();

    /** Marks whether it stands in the ring of {@link Output}; belongs to the ring. */
    void inRing(boolean now);

    /** Whether it stands in the ring. */
    boolean isInRing();
}
