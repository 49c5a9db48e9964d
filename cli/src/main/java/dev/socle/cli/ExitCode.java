package dev.socle.cli;

/** What a command tells the shell; {@link SocleCommand} lists them for its users. */
final class ExitCode {

    static final int DONE = 0;
    /** The remote side answered with an error. */
    static final int REMOTE_ERROR = 1;
    /** The command was given what it cannot work with. */
    static final int USAGE = 2;
    /** Nobody could be reached, or the address that was to be listened at is taken. */
    static final int UNREACHABLE = 3;
    /** The deadline passed. */
    static final int DEADLINE = 4;
    /** There is no such name or route. */
    static final int NOT_FOUND = 5;

    private ExitCode() {}
}
