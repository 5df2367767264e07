FROM debian:12.9
<<<<<<< HEAD
RUN make
=======
RUN make all
>>>>>>> main
