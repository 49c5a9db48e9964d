package dev.socle.messaging.session;

/** The four ways in which two sides exchange messages. */
public enum Interaction {
    /** One message out, none back: at most once, and no error comes back. */
    FIRE_AND_FORGET,
    /** One message out, one or none back. */
    REQUEST_RESPONSE,
    /** One message out, many back, as many as were asked for. */
    REQUEST_STREAM,
    /** Many messages each way. */
    REQUEST_CHANNEL
}
