#!/usr/bin/perl
# line_client.pl HOST PORT < names: sends each line, prints the line that comes back.
use strict;
use warnings;
use IO::Socket::INET;

my ($host, $port) = @ARGV;
die "expected: HOST PORT\n" unless defined $port;
# It connects from any address of this machine: to bind one first, as a server does, gains nothing here.
my $server = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp')
    or die "connect to $host port $port: $@\n";
$server->autoflush(1);
while (my $name = <STDIN>) {
    print {$server} $name or die "send: $!\n";
    my $answer = <$server>;    # a client that only writes never learns whether anybody reads
    die "no answer: the connection ended\n" unless defined $answer;
    print $answer;
}
close $server or die "close: $!\n";
