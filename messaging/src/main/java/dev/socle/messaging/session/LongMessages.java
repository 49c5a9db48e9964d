package dev.socle.messaging.session;

import java.util.ArrayDeque;

/**
 * The messages of a connection that are on their way in fragments, one behind the other: together they have one place in
 * the ring of {@link Output}, and one fragment a turn. All on the loop.
 *
 * <p>What has begun is ended before the next one goes on. That way each is complete sooner, both sides hold less, and what
 * they hold is still in the caches.
 */
final class LongMessages implements Ready {

    private final ArrayDeque<OutboundMessage> messages = new ArrayDeque<>(4);
    private boolean inRing;

    void add(OutboundMessage message) {
        messages.add(message);
    }

    void remove(OutboundMessage message) {
        messages.remove(message);
    }

    @Override
    public boolean onTurn() {
        OutboundMessage first = messages.peek();
        if (first == null) {
            return false;
        }
        if (!first.writeNext()) {
            first.tellSent();
        } else if (!first.hasBegun()) { // it waits for others that have, and they are behind it
            messages.add(messages.remove());
        }
        return !messages.isEmpty();
    }

    @Override
    public void inRing(boolean now) {
        inRing = now;
    }

    @Override
    public boolean isInRing() {
        return inRing;
    }
}
