package dev.socle.messaging.session;

import org.jspecify.annotations.Nullable;

/**
 * Something that another thread hands to a connection's loop. The stream itself is the mail and the link of the list,
 * so that handing over allocates nothing.
 */
interface Mail {

    /** The mail that was put before this one; belongs to the {@link Mailbox}. */
    @Nullable
    Mail nextMail();

    /** Links this mail; belongs to the {@link Mailbox}. */
    void nextMail(@Nullable Mail next);

    /** Takes the mail, on the loop; it may be put again from here on. */
    void onMail();
}
