FROM debian:12.9
CMD ['a', 'b']
